import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

/** The bindings hold views of one instance's memory, so a process has one. */
let started = null;

async function start() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/**
 * Runs a task with the schema engine, built as WASM since its binary cannot be downloaded everywhere. The task's error
 * is the adapter's own where the engine only says where it is kept.
 */
export async function withSchemaEngine(adapterFactory, files, task) {
  started ??= start();
  await started;
  const bound = bindMigrationAwareSqlAdapterFactory(adapterFactory);
  const datamodels = files.map((file) => [file.path, file.content]);
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, bound);
  try {
    return await task(engine);
  } catch (error) {
    const external = /External error id#(\d+)/.exec(String(error?.message));
    throw external ? bound.errorRegistry.consumeError(Number(external[1])) : error;
  } finally {
    engine.free();
  }
}
