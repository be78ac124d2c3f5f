/** Names of overlays that belong to a comparison. They carry the base's number, so that another base is another overlay. */
import type { QuantityKey } from '../../shared/analysis/quantities.ts';

export const differenceKey = (quantity: QuantityKey, serial: number): string => `difference ${quantity} ${serial}`;
export const changesKey = (serial: number): string => `changes ${serial}`;

/** Number of the base that an overlay of changed records is about; undefined for any other overlay. */
export const changesSerial = (key: string): number | undefined => {
  const [name, serial] = key.split(' ');
  return name === 'changes' && serial ? Number(serial) : undefined;
};

export const isOfComparison = (key: string): boolean => key.startsWith('difference ') || changesSerial(key) !== undefined;
