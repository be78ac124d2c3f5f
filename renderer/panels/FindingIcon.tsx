import { CircleAlert, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../shared/analysis/result.ts';

/** Shape and hue both tell the severity. */
export function FindingIcon({ severity, size = 14 }: { severity: Severity | 'problem'; size?: number }) {
  if (severity === 'error') return <OctagonAlert className="icon-error" size={size} role="img" aria-label="Error" />;
  if (severity === 'warning') return <TriangleAlert className="icon-warning" size={size} role="img" aria-label="Warning" />;
  if (severity === 'note') return <Info className="icon-note" size={size} role="img" aria-label="Note" />;
  return <CircleAlert className="icon-error" size={size} role="img" aria-label="Problem" />;
}
