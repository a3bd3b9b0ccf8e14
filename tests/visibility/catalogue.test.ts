import { describe, expect, it } from "vitest";
import { testDatabase } from "../fixtures/database.ts";

/** Proof 1 (DESIGN §8): the database's own catalogue shows that no table stands outside the one rule. */
const database = testDatabase();

const rule = /= ANY \(ARRAY\( SELECT private\.my_audiences\(\)/;

describe("the catalogue", () => {
  it("forces row-level security on every table", async () => {
    const open = await database.owner(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)",
    );
    expect(open).toEqual([]);
  });

  it("has exactly one policy a verb for a person, each with the one rule or closed", async () => {
    const policies = await database.owner<{
      tablename: string;
      cmd: string;
      qual: string | null;
      with_check: string | null;
    }>(
      "select tablename, cmd, qual, with_check from pg_policies where schemaname = 'public' and roles::text = '{frontstage_member}'",
    );
    const byTable = Map.groupBy(policies, (policy) => policy.tablename);
    const tables = await database.owner<{ relname: string }>(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
    );
    for (const { relname } of tables) {
      const mine = byTable.get(relname) ?? [];
      expect(mine.map((policy) => policy.cmd).sort(), relname).toEqual([
        "DELETE",
        "INSERT",
        "SELECT",
        "UPDATE",
      ]);
      for (const policy of mine) {
        for (const expression of [policy.qual, policy.with_check]) {
          if (expression === null || expression === "false") continue;
          expect(expression, `${relname} ${policy.cmd}`).toMatch(rule);
          expect(expression, `${relname} ${policy.cmd} widens the rule`).not.toMatch(/^\(?[^(]*\bOR\b/);
        }
      }
    }
  });

  it("gives no rights to everybody, and none to the runtime role by itself", async () => {
    const grants = await database.owner(
      "select table_name, grantee, privilege_type from information_schema.role_table_grants where table_schema = 'public' and grantee in ('PUBLIC', 'frontstage_runtime')",
    );
    expect(grants).toEqual([]);
    const roles = await database.owner(
      "select rolbypassrls, rolsuper, rolinherit from pg_roles where rolname = 'frontstage_runtime'",
    );
    expect(roles).toEqual([{ rolbypassrls: false, rolsuper: false, rolinherit: false }]);
  });

  it("pins the search path of every definer function; none belongs to a superuser or is everybody's", async () => {
    const functions = await database.owner<{
      name: string;
      owner: string;
      config: string[] | null;
      everybody: boolean;
    }>(
      `select p.proname as name, r.rolname as owner, p.proconfig as config, has_function_privilege('public', p.oid, 'execute') as everybody
       from pg_proc p join pg_roles r on r.oid = p.proowner
       where p.prosecdef and p.pronamespace in ('private'::regnamespace, 'public'::regnamespace)`,
    );
    expect(functions.length).toBeGreaterThan(4);
    for (const { name, owner, config, everybody } of functions) {
      expect(config ?? [], name).toContain('search_path=""');
      expect(owner, name).toBe("frontstage_system");
      expect(everybody, `${name} is everybody's`).toBe(false);
    }
  });

  it("keeps every view under the rule of its reader", async () => {
    const views = await database.owner(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') and not coalesce(reloptions::text like '%security_invoker=true%', false)",
    );
    expect(views).toEqual([]);
  });

  it("keys every table of a room by the room first (a person's own rows: by the person)", async () => {
    const loose = await database.owner(
      `select c.relname from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'room_id' and a.attnotnull)
         and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p'
           and (select attname from pg_attribute where attrelid = c.oid and attnum = k.conkey[1]) in ('room_id', 'audience_id'))`,
    );
    expect(loose).toEqual([]);
  });
});
