import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashText } from "@/lib/core/base/hash-text";
import { nodeId, ROOT_ID } from "./node-id";

describe("nodeId", () => {
  const user = { role: "user", content: "hi" } as const;

  it("depends on the path alone", () => {
    const system = nodeId(ROOT_ID, { role: "system", content: "S" }, 0);
    expect(nodeId(system, user, 0)).toBe(nodeId(system, { content: "hi", role: "user" }, 0));
    expect(nodeId(system, user, 0)).not.toBe(nodeId(ROOT_ID, user, 0));
  });

  it("keeps equal siblings and unreadable answers apart", () => {
    const ids = [
      nodeId(ROOT_ID, user, 0),
      nodeId(ROOT_ID, user, 1),
      nodeId(ROOT_ID, null, 0),
      nodeId(ROOT_ID, null, 1),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

describe("hashText", () => {
  it("is 32 hexadecimal digits that stay the same", () => {
    expect(hashText("turntree")).toMatch(/^[0-9a-f]{32}$/);
    expect(hashText("turntree")).toBe(hashText(["turn", "tree"].join("")));
  });

  it("tells texts that differ a little apart, in every lane", () => {
    const lanes: Set<string>[] = [new Set(), new Set(), new Set(), new Set()];
    const texts = 20_000;
    for (let i = 0; i < texts; i++) {
      const hash = hashText(`message ${i}`);
      lanes.forEach((lane, at) => {
        lane.add(hash.slice(at * 8, at * 8 + 8));
      });
    }
    for (const lane of lanes) expect(lane.size).toBeGreaterThan(texts - 5);
  });

  it("tells any two texts apart", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => (hashText(a) === hashText(b)) === (a === b)));
  });
});
