/** What other features may render of accounts, on screens that lie among its own. */
export { AccountNav } from "./AccountNav.tsx";
export { LinkToCopy } from "./LinkToCopy.tsx";
