import { setTag } from '../../commands/set-identity.ts';
import { tagSource } from '../../commands/tags.ts';
import { type Fixer, inTurn } from './fix.ts';

/** The first keeps the tag; the others take the next free ones of its series. */
export const nextTags: Fixer = ({ document, finding }) => {
  const [first, ...others] = finding.subjects;
  const tag = (document.tables.equipment.get(first ?? '') ?? document.tables.connection.get(first ?? ''))?.tag;
  if (tag === undefined || others.length === 0) return [];
  const label = others.length === 1 ? `Give the second ${tag} the next free tag` : `Give ${others.length} of them the next free tags`;
  return [
    {
      label,
      records: finding.subjects,
      apply: (current) => {
        const tags = tagSource(current);
        return inTurn(
          current,
          `New tags beside ${tag}`,
          others.map((record) => (drawn) => setTag(drawn, { record, tag: tags.after(tag) })),
        );
      },
    },
  ];
};
