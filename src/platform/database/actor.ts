import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import pg from "pg";
import type { DB } from "./types.generated.ts";

/** Who is at work. `viewerId` is the lead who looks at the room as `personId` (read-only, and only what both may see). */
export interface Actor {
  personId: string;
  viewerId?: string;
  /** The session the person came in by, when there is one: what is chosen for one session is kept by it. */
  sessionId?: string;
}

/** A transaction of one person (or of the system): the only thing that queries. */
export type Tx = Kysely<DB>;

/** My place in the room of the operation, read together with the opening of the transaction. */
export interface Seat {
  side: "seller" | "buyer" | "partner";
  role: "lead" | "contributor" | "specialist" | "approver" | "viewer";
  commercial: boolean;
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number); // money in minor units and log numbers stay below 2^53
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text); // a date without a time has no time zone

let pool: pg.Pool | undefined;

/** Opens the process's pool to the database as the runtime role, which by itself sees nothing. */
export function openDatabase(runtimeUrl: string, connections: number): void {
  // Pipelined: queries of one transaction that are asked together (Promise.all) take one round trip together.
  const settings = {
    connectionString: runtimeUrl,
    max: connections,
    application_name: "frontstage",
    pipeline: true,
    // A server that has gone without a word is a fault after this, not a request that waits for ever.
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
  };
  pool = new pg.Pool(settings);
  pool.on("error", () => undefined); // a lost idle connection is replaced on the next use
}

/** Closes the pool after the running transactions. */
export async function closeDatabase(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

/** The pool, for what cannot be a transaction: LISTEN, and the job queue's own connections. */
export function databasePool(): pg.Pool {
  if (!pool) throw new Error("the database is not open");
  return pool;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function checkedUuid(value: string): string {
  if (!uuid.test(value)) throw new TypeError("not a UUID");
  return value;
}

/**
 * Runs `work` in a transaction as one person: role `frontstage_member`, `app.person_id` set, both for this transaction
 * only. Row-level security then decides every row. With `room` the person's seat there is read in the same round trip
 * (null: not a member). Read-only when asked, and always when somebody looks as somebody else.
 * Nothing but queries may be awaited inside: no files, no mail, no other service.
 */
export async function asActor<T>(
  actor: Actor,
  work: (tx: Tx, seat: Seat | null) => Promise<T>,
  options: { readOnly?: boolean; room?: string } = {},
): Promise<T> {
  const readOnly = options.readOnly || actor.viewerId !== undefined;
  const opening =
    `begin${readOnly ? " read only" : ""}; set local role frontstage_member; ` +
    `select set_config('app.person_id', '${checkedUuid(actor.personId)}', true), set_config('app.viewer_id', '${actor.viewerId ? checkedUuid(actor.viewerId) : ""}', true), ` +
    `set_config('app.session_id', '${actor.sessionId ? checkedUuid(actor.sessionId) : ""}', true)` +
    (options.room
      ? `; select side, role, commercial from private.my_role('${checkedUuid(options.room)}')`
      : "");
  return inTransaction(
    opening,
    (tx, results) => work(tx, (results.at(-1)?.rows[0] as Seat | undefined) ?? null),
    Boolean(options.room),
  );
}

/**
 * Runs `work` as the system: for jobs, and for the doors that stand before any person is known (sign-in, invitations,
 * calendar feeds). May be imported only by the platform and by `jobs.ts` files; dependency rules hold that.
 */
export async function asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction("begin; set local role frontstage_system", (tx) => work(tx), false);
}

async function inTransaction<T>(
  opening: string,
  work: (tx: Tx, results: pg.QueryResult[]) => Promise<T>,
  keepResults: boolean,
): Promise<T> {
  const client = await databasePool().connect();
  let failure: unknown;
  try {
    // Several statements in one round trip are answered by a list.
    const results = [await client.query(opening)].flat();
    const value = await work(transactionOn(client), keepResults ? results : []);
    await client.query("commit");
    return value;
  } catch (error) {
    failure = error;
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    // A connection that broke is thrown away; one that only met an error is used again.
    client.release(failure instanceof Error && "code" in failure && String(failure.code).startsWith("08"));
  }
}

/** A Kysely over one connection that is already in a transaction. */
function transactionOn(client: pg.PoolClient): Tx {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new OneConnection(client),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

class OneConnection implements Driver {
  private readonly connection: DatabaseConnection;
  constructor(client: pg.PoolClient) {
    this.connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const result = await client.query<R & pg.QueryResultRow>(query.sql, [...query.parameters]);
        return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
      },
      // biome-ignore lint/correctness/useYield: streaming is not used; the interface wants a generator
      async *streamQuery() {
        throw new Error("streaming is not used");
      },
    };
  }
  async init() {}
  async acquireConnection() {
    return this.connection;
  }
  async beginTransaction() {
    throw new Error("already in a transaction");
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
  async releaseConnection() {}
  async destroy() {}
}
