import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { describe, expect, it } from "vitest";
import { isRouterState } from "./is-router-state";

const SESSION = [
  "",
  { children: ["sessions", { children: [["id", "a", "d", null], { children: ["__PAGE__", {}] }] }] },
  null,
  "refetch",
  4,
];

const STATES: readonly unknown[] = [
  SESSION,
  ["", {}],
  ["", {}, ["/a", "?b"], "inside-shared-layout", null, "x"],
  ["", {}, null, null, null],
  [["path", "a/b", "oc", ["x"]], {}],
  [["path", "a", "ci(..)(..)", null], {}],
  [["path", "a", "di(...)", null], {}],
  [["path", "a", "oci(.)", null], {}],
  [["path", "a", "c"], {}],
  ["", {}, ["/a"]],
  ["", {}, null, "all"],
  ["", {}, null, null, "1"],
  ["", { children: [] }],
  ["", {}, null, null, 1, "x", "more"],
  [""],
  {},
  null,
  "x",
];

const HEADERS = [
  ...STATES.map((state) => encodeURIComponent(JSON.stringify(state))),
  "%zz",
  "",
  "{",
  encodeURIComponent(JSON.stringify(["", { children: ["x".repeat(40_000), {}] }])),
];

function isTakenByNext(header: string): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

describe("a header that says where a browser is", () => {
  it.each(HEADERS)("is taken where Next takes it: %.60s", (header) => {
    expect(isRouterState(header)).toBe(isTakenByNext(header));
  });

  it("is taken from a session's page", () => {
    expect(isRouterState(encodeURIComponent(JSON.stringify(SESSION)))).toBe(true);
  });
});
