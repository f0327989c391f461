import { expect, it } from "vitest";
import { modelWords } from "./models-line";

it("names a model's engine, that it does not train and that it is drained", () => {
  const policy = { name: "policy", engine: "sglang", trains: true, isDraining: false };
  expect(modelWords(policy)).toBe("policy (sglang)");
  expect(modelWords({ ...policy, trains: false, isDraining: true })).toBe(
    "policy (sglang, does not train, is being drained)",
  );
});
