import { describe, expect, it } from "vitest";
import { docBlocks } from "./doc-blocks";
import { docPaths } from "./doc-paths";

const PAGE = `# Store

Reads \`lib/store/\` and \`npx tsx bench/run.ts --all\`,
see [recording](recording.md#delivery) and [the site](https://example.org/x).

- A bullet names \`write-queue.ts\`, not \`turns.jsonl\`
  or \`a/b\`.

| file | [queue](../lib/queue.ts) |

\`\`\`
code names \`lib/gone.ts\`
\`\`\`
![Picture](store.png)
`;

describe("a page of the docs", () => {
  it("is read in blocks: lines that follow one another belong together", () => {
    expect(docBlocks(PAGE).map(({ line, kind }) => [line, kind])).toEqual([
      [1, "heading"],
      [3, "paragraph"],
      [6, "bullet"],
      [9, "row"],
      [11, "code"],
      [14, "image"],
    ]);
  });

  it("leads to what it names in backticks and links to, and to nothing in code or elsewhere", () => {
    expect(docPaths(PAGE, "docs", ["lib", "bench"])).toEqual([
      { line: 3, path: "lib/store/" },
      { line: 3, path: "bench/run.ts" },
      { line: 3, path: "docs/recording.md" },
      { line: 6, path: "write-queue.ts" },
      { line: 9, path: "docs/../lib/queue.ts" },
      { line: 14, path: "docs/store.png" },
    ]);
  });
});
