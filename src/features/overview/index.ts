/** The overview of a room and the first screens of the seller and the customer. */
export { home } from "./queries/home.ts";
export { roomOverview } from "./queries/room.ts";
