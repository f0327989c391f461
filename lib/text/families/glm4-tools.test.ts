import { expect, it } from "vitest";
import { glmTools } from "./glm4-tools";

it("ends for a call with a hundred thousand values that nothing closes", () => {
  const values = "</arg_key><arg_value>".repeat(100_000);
  expect(glmTools("\n").read(`<tool_call>f\n<arg_key>a</arg_value>${values}</tool_call>`, [])).toMatchObject({
    type: "ill_formed",
  });
});
