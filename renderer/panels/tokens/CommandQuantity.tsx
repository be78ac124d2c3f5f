import type { CommandAnswer } from '../../../shared/commands/command.ts';
import type { Document } from '../../../shared/document/document.ts';
import { isRefusal } from '../../../shared/problem.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { perform, session } from '../../session.ts';
import { DesignQuantity } from '../../ui/DesignQuantity.tsx';

/** A labelled quantity that a command takes over as one undo step; while it is typed the command says what is wrong with it. */
export function CommandQuantity({
  label,
  kind,
  unit,
  suffix = unit,
  value,
  command,
  testId,
}: {
  readonly label: string;
  readonly kind: QuantityKind;
  /** A unit of the kind; what stands behind the field may say more. */
  readonly unit: string;
  readonly suffix?: string;
  readonly value: number;
  readonly command: (document: Document, value_SI: number) => CommandAnswer;
  readonly testId?: string;
}) {
  return (
    <div className="work-field">
      <span className="label">{label}</span>
      <span className="with-unit">
        <DesignQuantity
          label={label}
          kind={kind}
          unit={unit}
          value={value}
          testId={testId}
          begin={() => {
            let typed: number | undefined;
            return {
              preview(next) {
                typed = next;
                const answer = command(session.getState().document, next);
                return isRefusal(answer) ? answer.refused : undefined;
              },
              commit() {
                const kept = typed;
                if (kept !== undefined && kept !== value) perform((document) => command(document, kept));
              },
              cancel() {},
            };
          }}
        />
        <span className="unit">{suffix}</span>
      </span>
    </div>
  );
}
