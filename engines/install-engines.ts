import { mkdir, readFile, statfs } from "node:fs/promises";
import path from "node:path";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import { madeOnce } from "@/trainers/made-once";
import { pythonEnvironment } from "@/trainers/python-environment";
import { engineFile } from "./engine-file";
import type { EngineName, ModelName } from "./engine-starts";
import { processorProblem } from "./processor-problem";

/** Where an engine's Python and the models are. */
export interface InstalledEngine {
  readonly python: string;
  readonly modelFolder: (name: ModelName) => string;
  /** Whether it was installed now; false when it was there. */
  readonly fresh: boolean;
}

/** The engines' pins have wheels for this version. */
const PYTHON = process.env.TURNTREE_PYTHON || "python3.11";

/** What an installation reads; it is made anew when one of these files changes. */
const RECIPES: Record<EngineName, readonly string[]> = {
  vllm: ["install_vllm.py"],
  sglang: ["install_sglang.py", "sglang_requirements.txt"],
};

const MODEL_MAKERS: readonly (readonly [ModelName, string])[] = [
  ["talking", "make_talking_model.py"],
  ["random", "make_random_model.py"],
];

/** What an installation leaves on the disk at most, with a CUDA build of torch, in GiB. */
const DISK_GIB = 9;

/**
 * An engine's environment and the models, kept outside the checkout and made anew where missing. Throws, in one
 * sentence, when the processor, the disk or the registry does not allow it.
 */
export async function installEngine(name: EngineName): Promise<InstalledEngine> {
  await checkProcessor(name);
  let fresh = false;
  const recipe = await Promise.all(RECIPES[name].map((file) => readFile(engineFile(file), "utf8")));
  const { python } = await pythonEnvironment(`engines/${name}`, PYTHON, recipe, async (made, install) => {
    fresh = true;
    await checkDisk(made.folder);
    await install(made.python, engineFile(`install_${name}.py`));
  });
  const makers = ["qwen3_checkpoint.py", ...MODEL_MAKERS.map(([, maker]) => maker)];
  const sources = await Promise.all(makers.map((file) => readFile(engineFile(file), "utf8")));
  const models = await madeOnce("engines/models", sources, async (folder, install) => {
    for (const [model, maker] of MODEL_MAKERS) {
      const out = path.join(folder, model);
      await mkdir(out);
      // Without -B Python would leave its bytecode beside the programs.
      await install(python, "-B", engineFile(maker), out, defaultTokenizerFolder());
    }
  });
  return { python, modelFolder: (model) => path.join(models, model), fresh };
}

async function checkProcessor(name: EngineName): Promise<void> {
  const flags = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
  const problem = processorProblem(name, flags);
  if (problem !== null) throw new Error(problem);
}

async function checkDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 2 ** 30;
  if (free >= DISK_GIB) return;
  throw new Error(`it takes up to ${DISK_GIB} GiB of disk, and ${Math.floor(free)} are free at ${folder}`);
}
