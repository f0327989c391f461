import { describe, expect, it } from "vitest";
import { readCompress } from "./export-container";
import { readExportOptions } from "./export-options";

const read = (query: string) => readExportOptions(new URLSearchParams(query));

describe("the parameters of an export", () => {
  it("are all optional", () => {
    expect(read("")).toMatchObject({ format: "slime", policy: null, reward: null });
  });

  it("reach the policy as they were given", () => {
    const options = read(
      "policy=strict&fork_threshold_tokens=0&train_once=false&reward=-0.5&format=messages",
    );
    expect(options).toMatchObject({ format: "messages", policy: "strict", reward: -0.5 });
    expect(options.overrides).toMatchObject({ fork_threshold_tokens: "0", train_once: "false" });
  });

  it.each([
    ["format=parquet", /^There is no format "parquet"; accepted are "slime", .*"turns"\.$/],
    ["reward=lots", /^reward is "lots"; accepted is a number\.$/],
    ["format=trl&expert_layers=2", /^expert_layers is 2, and the format "trl" carries no experts\.$/],
    ["expert_layers=1.5", /^expert_layers is 1\.5; accepted is a whole number from 1\.$/],
    ["unfit=skip", /^unfit is "skip"; accepted are "refuse" and "leave_out"\.$/],
    ["advantage=", /^advantage is ""; accepted is a number\.$/],
    [
      "treshold=1",
      /^There is no parameter "treshold"; accepted are format, policy, reward, advantage, unfit, compress, as, include, sample_weight, pack, advantage_rule, expert_layers, fork_threshold_tokens/,
    ],
  ])("%s is refused with what would be accepted", (query, message) => {
    expect(() => read(query)).toThrow(message);
  });
});

describe("the compression of an export", () => {
  it("is asked for by name", () => {
    expect(readCompress(new URLSearchParams("compress=gzip"))).toBe(true);
    expect(readCompress(new URLSearchParams())).toBe(false);
    expect(() => readCompress(new URLSearchParams("compress=zip"))).toThrow(
      'compress is "zip"; accepted is "gzip".',
    );
  });
});
