/** The section in numbers: where each face of its box lies, which faces there are, and the ways to a whole one. */
import { X } from 'lucide-react';
import { actionNamed } from '../actions/index.ts';
import { keysOf } from '../actions/key-bindings.ts';
import { describeKey } from '../actions/keys.ts';
import { type Face, faceAt, sectionAxes, withFace } from '../scene/section-box.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { FormQuantity } from '../ui/FormQuantity.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useView, viewState } from '../view-state.ts';

const ends = [
  { keeps: 'above', word: 'from' },
  { keeps: 'below', word: 'to' },
] as const;

function FaceField({ face, label }: { readonly face: Face; readonly label: string }) {
  const section = useView((state) => state.section);
  const at = faceAt(section, face);
  const put = (at_m: number | undefined) => viewState.setState((state) => ({ section: withFace(state.section, face, at_m) }));
  return (
    <span className="section-face">
      <FormQuantity
        label={label}
        kind="length"
        value={at}
        onChange={put}
        placeholder="whole"
        testId={`section-${face.axis}-${face.keeps}`}
      />
      <IconButton
        label={`No cut ${label}`}
        icon={<X size={12} />}
        why={at === undefined ? 'there is none' : undefined}
        onClick={() => put(undefined)}
      />
    </span>
  );
}

/** Beside the tools while the section tool is in hand. */
export function SectionPanel() {
  const tool = useView((state) => state.tool);
  // Which of the buttons can be pressed follows both.
  useView((state) => state.section);
  useView((state) => state.selection);
  if (tool !== 'section') return null;
  return (
    <section className="section-panel" aria-label="Section" data-testid="section-panel">
      <h3>Section</h3>
      <div className="section-grid">
        {sectionAxes.map((axis) => (
          <div className="section-axis" key={axis}>
            <b>{axis.toUpperCase()}</b>
            {ends.map(({ keeps, word }) => (
              <FaceField key={keeps} face={{ axis, keeps }} label={`${axis.toUpperCase()} ${word}`} />
            ))}
          </div>
        ))}
      </div>
      <div className="section-buttons">
        {['section.box', 'section.remove'].map((id) => {
          const action = actionNamed(id);
          return (
            <Tooltip key={id} text={action.label} keys={describeKey(keysOf(action)[0] ?? '')}>
              <Button small why={action.unavailable?.()} data-testid={id.replace('.', '-')} onClick={action.run}>
                {action.label}
              </Button>
            </Tooltip>
          );
        })}
      </div>
    </section>
  );
}
