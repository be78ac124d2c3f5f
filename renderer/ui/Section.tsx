import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';

/** A part of the inspector that opens and closes. */
export function Section({
  title,
  note,
  open = true,
  testId,
  children,
}: {
  title: string;
  note?: ReactNode;
  open?: boolean;
  testId?: string;
  children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(open);
  return (
    <section className="section" aria-label={title} data-testid={testId}>
      <h3>
        <button type="button" className="section-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronDown className="chevron" size={13} aria-hidden />
          {title}
          {note === undefined ? null : <span className="note clip">{note}</span>}
        </button>
      </h3>
      {isOpen ? <div className="section-body">{children}</div> : null}
    </section>
  );
}
