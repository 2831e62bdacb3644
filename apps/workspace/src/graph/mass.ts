/**
 * Mass of a quantity in kilograms by its UN/CEFACT Recommendation 20 code. Litres count as kilograms, which is close
 * enough for the width of a line and is said in the legend; pieces and unknown units have no mass (NaN).
 */
const kgPer: Readonly<Record<string, number>> = {
  KGM: 1,
  GRM: 0.001,
  MGM: 0.000001,
  TNE: 1000,
  LBR: 0.45359237,
  ONZ: 0.028349523125,
  LTR: 1,
  MLT: 0.001,
  HLT: 100,
  MTQ: 1000,
};

export function massInKg(quantity: number | null | undefined, unit: string | null | undefined): number {
  if (quantity === null || quantity === undefined || !unit) return Number.NaN;
  const factor = kgPer[unit];
  return factor === undefined ? Number.NaN : quantity * factor;
}
