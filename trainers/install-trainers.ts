import { readFile } from "node:fs/promises";
import path from "node:path";
import { pythonEnvironment } from "./python-environment";
import type { Trainer } from "./trainers";

/** The trainers' pins have wheels for this version. */
const PYTHON = process.env.TURNTREE_PYTHON || "python3.11";

/** Where Python and the trainers' sources are. */
export interface InstalledTrainers {
  readonly python: string;
  /** Folder of a package's source. */
  readonly sourceOf: (name: string) => string;
}

/**
 * An environment with everything that the checks import, kept outside the checkout and made anew where requirements or
 * versions have changed. Throws, in one sentence, when it cannot be made.
 */
export async function installTrainers(trainers: readonly Trainer[]): Promise<InstalledTrainers> {
  const requirements = path.resolve("trainers/requirements.txt");
  const sources = trainers.flatMap(({ code }) =>
    code.kind === "source" ? [`${code.package}==${code.version}`] : [],
  );
  const contents = [await readFile(requirements, "utf8"), ...sources];
  const { folder, python } = await pythonEnvironment("trainers", PYTHON, contents, async (made, install) => {
    await install(made.python, "-m", "pip", "install", "--quiet", "-r", requirements);
    for (const source of sources) {
      const name = source.split("==")[0] ?? source;
      // The sources ask for a newer Python than their modules need that are read here.
      const only = ["--no-deps", "--ignore-requires-python", "--target", sourceFolder(made.folder, name)];
      await install(made.python, "-m", "pip", "install", "--quiet", ...only, source);
    }
  });
  return { python, sourceOf: (name) => sourceFolder(folder, name) };
}

function sourceFolder(folder: string, name: string): string {
  return path.join(folder, "sources", name);
}
