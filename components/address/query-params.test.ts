import { describe, expect, it } from "vitest";
import { choiceParam, flagParam, type Param, textParam, wholeNumberParam } from "./param";
import { addressText, changeQuery, partOfQuery, readQuery } from "./query-params";

const PARAMS = {
  node: textParam,
  sample: wholeNumberParam,
  ws: flagParam,
  tab: choiceParam(["text", "raw"], "text"),
  as: choiceParam(["held", "sampled"], null),
};

describe("readQuery", () => {
  it("reads each parameter as what it is", () => {
    expect(readQuery("node=n2&sample=-3&ws=true&tab=raw&as=held", PARAMS)).toEqual({
      node: "n2",
      sample: -3,
      ws: true,
      tab: "raw",
      as: "held",
    });
  });

  it("takes a missing parameter, and one that means nothing, for what its absence means", () => {
    const absent = { node: null, sample: null, ws: false, tab: "text", as: null };
    expect(readQuery("", PARAMS)).toEqual(absent);
    expect(readQuery("sample=2x&ws=yes&tab=Raw&as=", PARAMS)).toEqual(absent);
  });

  it("keeps an empty text, and decodes what was encoded", () => {
    expect(readQuery("node=", PARAMS).node).toBe("");
    expect(readQuery("node=a%20b+c%26d", PARAMS).node).toBe("a b c&d");
  });

  it.each(["1.5", "1e3", " 1", "", "9007199254740993", "0x10"])("takes %j for no whole number", (text) => {
    expect(wholeNumberParam.read(text)).toBeNull();
  });
});

describe("changeQuery", () => {
  it("sets what changed and leaves the rest where it stands, parameters of others too", () => {
    expect(changeQuery("utm=x&node=n1&tab=raw", PARAMS, { node: "n2", sample: 1 })).toBe(
      "utm=x&node=n2&tab=raw&sample=1",
    );
  });

  it("leaves out null and what is so without the parameter", () => {
    expect(changeQuery("node=n1&ws=true&tab=raw", PARAMS, { node: null, ws: false, tab: "text" })).toBe("");
  });

  it("reads back as it was written", () => {
    const values = { node: "a b&c=d:e,f%3A", sample: 7, ws: true, tab: "raw", as: "sampled" } as const;
    expect(readQuery(changeQuery("", PARAMS, values), PARAMS)).toEqual(values);
  });
});

describe("partOfQuery", () => {
  it("keeps the named parameters alone, in the query's order", () => {
    expect(partOfQuery("b=2&a=1&c=3", ["a", "b"])).toBe("b=2&a=1");
    expect(partOfQuery("b=2", [])).toBe("");
  });
});

describe("addressText", () => {
  it("leaves colons and commas as people write them", () => {
    const q: Param<string> = { ...textParam, absent: "" };
    const query = changeQuery(
      "",
      { q, set: textParam },
      { q: "forks:>2", set: "train_once:false,drift:fork" },
    );
    const text = addressText("/sessions", query);
    expect(text).toBe("/sessions?q=forks:%3E2&set=train_once:false,drift:fork");
    expect(new URL(text, "http://here").searchParams.toString()).toBe(query);
  });

  it("is the path alone without a query", () => {
    expect(addressText("/sessions", "")).toBe("/sessions");
  });
});
