import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { keyConflicts, type PaneTable } from "@/test/components/key-conflicts";
import { KEY_GROUPS, type KeyTable } from "./key-table";
import { paneName } from "./pane-names";

const components = fileURLToPath(new URL("..", import.meta.url));

const tableShape = z.record(
  z.string(),
  z.strictObject({
    keys: z.array(z.string()),
    does: z.string(),
    group: z.enum(KEY_GROUPS),
    scope: z.enum(["page", "pane"]),
  }),
);

/** Every key table of the product: one to a file called after its pane. */
async function allTables(): Promise<readonly PaneTable[]> {
  const files = readdirSync(components, { encoding: "utf8", recursive: true }).filter(
    (file) => file.endsWith("-keys.ts") && !basename(file).startsWith("use-"),
  );
  return Promise.all(
    files.map(async (file) => {
      const exported: unknown = await import(pathToFileURL(`${components}/${file}`).href);
      const [table, ...others] = Object.values(z.record(z.string(), tableShape).parse(exported));
      const pane = paneName(basename(file, "-keys.ts"));
      if (!table || others.length > 0 || !pane) throw new Error(`${file} is not one pane's key table`);
      return { pane, table };
    }),
  );
}

const bind = (keys: readonly string[], scope: "page" | "pane" = "page"): KeyTable[string] => ({
  keys,
  does: "something",
  group: "Go",
  scope,
});

describe("the keys of the product", () => {
  it("mean one thing each", async () => {
    const tables = await allTables();
    expect(tables.length).toBeGreaterThan(2);
    expect(keyConflicts(tables)).toEqual([]);
  });

  it("are called after their pane and described with a verb", async () => {
    for (const { pane, table } of await allTables()) {
      for (const [id, { does }] of Object.entries(table)) {
        expect(id).toMatch(new RegExp(`^${pane}\\.[a-z0-9-]+$`));
        expect(does).toMatch(/^[a-z].*[^.]$/);
      }
    }
  });
});

describe("keyConflicts", () => {
  it("finds two keys of one page", () => {
    const tables: readonly PaneTable[] = [
      { pane: "tree", table: { "tree.a": bind(["a"]) } },
      { pane: "tokens", table: { "tokens.a": bind(["b", "a"]) } },
    ];
    expect(keyConflicts(tables)).toEqual(["tree.a and tokens.a both want a"]);
  });

  it("lets a pane have its own meaning of a key of the page, and of another pane's", () => {
    const tables: readonly PaneTable[] = [
      { pane: "session", table: { "session.a": bind(["a"]) } },
      { pane: "tree", table: { "tree.a": bind(["a"], "pane") } },
      { pane: "tokens", table: { "tokens.a": bind(["a"], "pane") } },
    ];
    expect(keyConflicts(tables)).toEqual([]);
  });

  it("lets pages that never meet use the same key", () => {
    const tables: readonly PaneTable[] = [
      { pane: "sessions", table: { "sessions.a": bind(["a"]) } },
      { pane: "runs", table: { "runs.a": bind(["a"]) } },
      { pane: "page", table: { "page.b": bind(["b"]) } },
    ];
    expect(keyConflicts(tables)).toEqual([]);
  });
});
