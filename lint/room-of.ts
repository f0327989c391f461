/** Folders that are made of rooms. */
const HOUSES: ReadonlySet<string> = new Set([
  "lib",
  "lib/core",
  "lib/inspect",
  "lib/recorder",
  "lib/store",
  "components",
  "components/token-pane",
  "components/tree",
]);

/** Files of a house that its rooms stand on, where the files beside them put these rooms together. */
const GROUNDS: readonly { readonly room: string; readonly files: readonly string[] }[] = [
  { room: "lib/recorder/parts.ts", files: ["lib/recorder/parts"] },
  {
    room: "lib/store/{connection,store,task-queue,write}.ts",
    files: ["lib/store/connection", "lib/store/store", "lib/store/task-queue", "lib/store/write"],
  },
];

/**
 * The room of a file: the outermost folder that is no house, `house/*` for a file that stands in a house itself.
 *
 * @example
 * roomOf("lib/text/families/llama.ts"); // "lib/text"
 * roomOf("lib/core/json/fields.ts"); // "lib/core/json"
 * roomOf("lib/store/prisma-store.ts"); // "lib/store/*"
 */
export function roomOf(file: string): string {
  const ground = GROUNDS.find(({ files }) => files.includes(file.replace(/\.tsx?$/, "")));
  if (ground !== undefined) return ground.room;
  const [first = "", ...folders] = file.split("/").slice(0, -1);
  let room = first;
  for (const folder of folders) if (HOUSES.has(room)) room += `/${folder}`;
  return HOUSES.has(room) ? `${room}/*` : room;
}
