/** Marks of printed numbers that no locale decides. */
export const thinSpace = '\u2009';
export const trueMinus = '\u2212';

/** Whole digits in groups of three from the right. */
export const grouped = (digits: string): string => (digits.length <= 3 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, thinSpace));
