import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PRODUCT_VERSION } from "./product-version";

it("the product, its package and its Python package are of one version", () => {
  expect(readFileSync("package.json", "utf8")).toContain(`"version": "${PRODUCT_VERSION}"`);
  expect(readFileSync("python/pyproject.toml", "utf8")).toContain(`\nversion = "${PRODUCT_VERSION}"\n`);
});
