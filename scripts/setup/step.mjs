/** Runs one step of the preparation and says on standard error how long it took. */
export async function step(label, work) {
  const started = performance.now();
  process.stderr.write(`  ${label} … `);
  try {
    await work();
  } catch (error) {
    process.stderr.write("failed\n");
    throw error;
  }
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
