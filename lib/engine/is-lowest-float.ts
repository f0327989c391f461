/** Whether a number is the lowest of 32 bits, as which llama.cpp prints minus infinity. */
export function isLowestFloat(value: number): boolean {
  return value <= -3.4e38 && value >= -3.41e38;
}
