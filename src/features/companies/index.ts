/** Companies: the supplier's own list of customers, consultants and partners. The customer never sees it. */
export { addCompany } from "./add.ts";
export { changeCompany, listCompanies, oneCompany } from "./operations.ts";
