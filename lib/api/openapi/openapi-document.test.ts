import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OPERATIONS, openapiDocument } from "./openapi-document";

describe("the contract as a document", () => {
  it("describes every route below /api, and no route that is not there", () => {
    const described = OPERATIONS.map(({ path }) => path).filter((path) => path.startsWith("/api/"));
    expect([...new Set(described)].sort()).toEqual(routesBelow("app/api"));
  });

  it("names path parameters where the path has them", () => {
    const { paths } = openapiDocument({ open_session: {}, finish_session: {} });
    expect(paths).toHaveProperty(
      ["/s/{session}/v1/chat/completions", "post", "parameters", 0, "name"],
      "session",
    );
  });

  it("gives every answer a meaning", () => {
    for (const { path, answers } of OPERATIONS) {
      for (const { meaning } of Object.values(answers)) expect(meaning, path).toMatch(/\.$/);
    }
  });
});

/** Paths that Next.js serves below a folder, in the document's spelling. */
function routesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) => `${folder}/${file}`.replace(/^app/, "").replace(/\/route\.ts$/, ""))
    .map((path) => path.replaceAll(/\[(\w+)\]/g, "{$1}"))
    .sort();
}
