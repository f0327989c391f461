import { join } from "node:path";
import { freshDatabase } from "@/test/postgres/fresh-database";
import { temporaryFolder } from "./temporary-folder";

/** An empty database, and the way to remove it. */
export interface EmptyDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

/** Both kinds of databases, for `describe.each`: what a test says of one must hold in the other. */
export const EMPTY_DATABASES: readonly (readonly [name: string, make: () => Promise<EmptyDatabase>])[] = [
  ["SQLite", inFile],
  ["PostgreSQL", freshDatabase],
];

async function inFile(): Promise<EmptyDatabase> {
  const folder = temporaryFolder();
  return { url: `file:${join(folder.path, "turntree.db")}`, remove: async () => folder.remove() };
}
