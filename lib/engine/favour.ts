/** Added to a logit, it outweighs any other that a model gives; vLLM takes no more than this. */
export const FAVOUR = 100;
