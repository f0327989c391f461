/**
 * The product's version. A test holds it equal to those of `package.json` and of the Python package, whose client reads
 * it from the header `x-turntree-version`.
 */
export const PRODUCT_VERSION = "0.1.0";
