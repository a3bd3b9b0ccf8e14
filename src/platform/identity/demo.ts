import { sql } from "kysely";
import { config } from "../config.ts";
import { asSystem } from "../database/system.ts";
import { beginSession } from "./session.ts";

/** Somebody whom one can be in the demonstration. */
export interface DemoPerson {
  id: string;
  name: string;
  title: string;
  companyName: string;
  staff: boolean;
}

/** The demonstration's people; nobody on a real deployment. */
export async function demoPeople(): Promise<DemoPerson[]> {
  if (!config().DEMO) return [];
  return asSystem((tx) =>
    tx
      .selectFrom("person")
      .select([
        "id",
        "name",
        "title",
        // Nobody but its own people stands under the supplier, whatever was typed as their company.
        sql<string>`case when staff or company_name not in (select c.name from company c where c.kind = 'supplier')
          then company_name else '' end`.as("companyName"),
        "staff",
      ])
      .where("disabled_at", "is", null)
      .orderBy("staff", "desc")
      .orderBy("company_name")
      .orderBy("created_at")
      .execute(),
  );
}

/** Signs in as one of them by a click. Null on a real deployment, whatever is asked. */
export async function signInAsDemo(personId: string, agent: string): Promise<string | null> {
  const person = (await demoPeople()).find(({ id }) => id === personId);
  return person ? asSystem((tx) => beginSession(tx, person.id, "demo", agent)) : null;
}
