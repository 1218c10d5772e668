/**
 * Values that lie beside an application and are the school's own to enter: each may be replaced when the item named here
 * was returned. Codes are those of the programmes' correctable items.
 */
export const CORRECTABLE_VALUES = {
  card: 'bank-card',
  bank: 'bank-card',
  phone: 'telephone',
  guardian: 'guardian',
} as const;
export type CorrectableValue = keyof typeof CORRECTABLE_VALUES;

const OF_THE_REGISTERS: readonly string[] = ['name', 'identity-number', 'household-type', 'boarding'];

/** Whether an item is a fact of roll and registry: it is put right there, and read from there with the resubmission. */
export const isCorrectedInRegisters = (item: string): boolean => OF_THE_REGISTERS.includes(item);
