import path from "node:path";
import { type Install, madeOnce } from "./made-once";

/** An environment of Python packages, kept outside the checkout. */
export interface PythonEnvironment {
  /** Its folder, which holds `environment` and whatever was installed beside it. */
  readonly folder: string;
  readonly python: string;
}

/**
 * An environment made once for what `contents` says, as `madeOnce` has it.
 *
 * @param interpreter that makes it.
 */
export async function pythonEnvironment(
  name: string,
  interpreter: string,
  contents: readonly string[],
  fill: (environment: PythonEnvironment, install: Install) => Promise<void>,
): Promise<PythonEnvironment> {
  const environmentIn = (folder: string) => ({
    folder,
    python: path.join(folder, "environment", "bin", "python"),
  });
  const folder = await madeOnce(name, contents, async (made, install) => {
    await install(interpreter, "-m", "venv", path.join(made, "environment"));
    await fill(environmentIn(made), install);
  });
  return environmentIn(folder);
}
