import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CALL_ROUTES } from "@/lib/recorder/edge/call-routes";
import { OPERATIONS, openapiDocument } from "./openapi-document";

describe("the contract as a document", () => {
  it("describes every route below /api, and no route that is not there", () => {
    const described = OPERATIONS.map(({ path }) => path).filter((path) => path.startsWith("/api/"));
    expect([...new Set(described)].sort()).toEqual(routesBelow("app/api"));
  });

  it.each(["", "/s/{session}"])("describes every path of model calls below %j, and no other", (base) => {
    const known = CALL_ROUTES.filter(({ task }) => task !== "greet");
    const wanted = known.map(({ method, path }) => `${method.toLowerCase()} ${base}${path}`);
    const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
    const below = described.filter((call) => call.split(" ")[1]?.startsWith(`${base}/v1/`));
    expect(below.sort()).toEqual(wanted.sort());
  });

  it("names path parameters where the path has them", () => {
    const { paths } = openapiDocument({
      open_session: {},
      finish_session: {},
      amend_session: {},
      feed: {},
      feed_ack: {},
      engine: {},
      drain: {},
      report: {},
      view: {},
    });
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
