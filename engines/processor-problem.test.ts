import { expect, it } from "vitest";
import { processorProblem } from "./processor-problem";

const cpu = (flags: string) => `processor : 0\nflags : fpu ${flags} rdpid\n`;

it("runs SGLang where there is AVX2, and vLLM only where there is AVX-512", () => {
  const problems = (flags: string) =>
    (["vllm", "sglang"] as const).map((name) => processorProblem(name, cpu(flags)));
  const vllm = "vLLM needs Linux on a processor with AVX-512 to run without a GPU";
  const sglang = "SGLang needs Linux on a processor with AVX2 to run without a GPU";
  expect(problems("avx avx2 avx512f avx512dq")).toEqual([null, null]);
  expect(problems("avx avx2")).toEqual([vllm, null]);
  expect(problems("avx avx2_other")).toEqual([vllm, sglang]);
});
