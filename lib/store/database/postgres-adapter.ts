import { PrismaPg } from "@prisma/adapter-pg";
import type { PoolConfig } from "pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Queries = Pick<Adapter, "queryRaw" | "executeRaw">;
type Query = Parameters<Adapter["queryRaw"]>[0];

/** PostgreSQL has no text with a NUL in it; in the few columns of text that are no JSON it stands as its picture. */
const [NUL, PICTURE_OF_NUL] = ["\0", "\u2400"];

/** Prisma's adapter for PostgreSQL, which loses no row to a character. A connection that breaks is made anew. */
export function postgresAdapter(config: PoolConfig): PrismaPg {
  return new StorableTexts(config, { onPoolError: () => undefined, onConnectionError: () => undefined });
}

class StorableTexts extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => withStorableTexts(await start(isolationLevel));
    return withStorableTexts(adapter);
  }
}

function withStorableTexts<T extends Queries>(adapter: T): T {
  const [query, execute] = [adapter.queryRaw.bind(adapter), adapter.executeRaw.bind(adapter)];
  adapter.queryRaw = (given) => query(storable(given));
  adapter.executeRaw = (given) => execute(storable(given));
  return adapter;
}

function storable(query: Query): Query {
  if (!query.args.some((value) => typeof value === "string" && value.includes(NUL))) return query;
  const args = query.args.map((value) =>
    typeof value === "string" ? value.replaceAll(NUL, PICTURE_OF_NUL) : value,
  );
  return { ...query, args };
}
