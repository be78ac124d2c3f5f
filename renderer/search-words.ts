/** What people type into a list: words in any order, without case and without the signs inside tags. */

/** “r01” finds R-01. */
const plain = (text: string): string => text.toLowerCase().replace(/[-_/. ]/g, '');

/** The words of a search; none finds everything. */
export const wordsOf = (search: string): readonly string[] => search.split(/\s+/).map(plain).filter(Boolean);

export function matching(search: string): (text: string) => boolean {
  const words = wordsOf(search);
  return (text) => {
    const haystack = plain(text);
    return words.every((word) => haystack.includes(word));
  };
}
