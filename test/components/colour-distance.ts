/** Red, green, blue, each from 0 to 1, as on the wire. */
export type Colour = readonly [number, number, number];

/** How colours are seen: as most people do, or with one kind of cone missing. */
export type Vision = "normal" | "protan" | "deutan" | "tritan";

/** Machado, Oliveira and Fernandes (2009), severity 1.0, on linear light; rows of a 3×3 matrix. */
const SEEN: Readonly<Record<Exclude<Vision, "normal">, readonly (readonly [number, number, number])[]>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Reads `#rrggbb`. */
export function parseColour(hex: string): Colour {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

/** Contrast of two colours by WCAG 2: 1 to 21. */
export function contrast(left: Colour, right: Colour): number {
  const [darker, lighter] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** Distance of two colours in OKLab, as seen: 0 is the same, black to white is 1. */
export function colourDistance(left: Colour, right: Colour, vision: Vision): number {
  const [a, b] = [oklab(seen(left, vision)), oklab(seen(right, vision))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function linear([red, green, blue]: Colour): Colour {
  const one = (value: number): number =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  return [one(red), one(green), one(blue)];
}

function luminance(colour: Colour): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Linear light as it is seen. */
function seen(colour: Colour, vision: Vision): Colour {
  const light = linear(colour);
  if (vision === "normal") return light;
  const [red, green, blue] = SEEN[vision].map((row) =>
    Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])),
  );
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** OKLab of linear light (Ottosson, 2020). */
function oklab([red, green, blue]: Colour): Colour {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}
