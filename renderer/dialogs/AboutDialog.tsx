import { useStore } from 'zustand';
import { hostInfo } from '../host.ts';
import { FindingIcon } from '../panels/FindingIcon.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { HeadroomMark } from '../ui/icons.tsx';

/** What the marks mean, and which version this is. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { version, host } = useStore(hostInfo);
  return (
    <Dialog title="About Headroom" onClose={onClose} testId="dialog-about">
      <div className="about-head">
        <HeadroomMark size={32} />
        <div>
          <div className="strong">Headroom {version}</div>
          <div className="muted">{host === 'desktop' ? 'Desktop' : 'In the browser, served from this machine'} · Apache-2.0</div>
        </div>
      </div>
      <h3 className="file-heading">How figures and limits are marked</h3>
      <dl className="marks">
        <dt>
          <span className="field mark-field">142</span>
        </dt>
        <dd>An entered value has a field. A computed value has none; press it to see its formula, its inputs and their source.</dd>
        <dt>
          <span className="badge">vendor</span>
        </dt>
        <dd>A value from a data sheet. The badge names the source and the day it was read.</dd>
        <dt>
          <span className="badge estimate">estimate</span>
        </dt>
        <dd>A value nobody publishes, with our reasoning and the band it lies in.</dd>
        <dt>
          <span className="muted">41.2</span>
        </dt>
        <dd>A muted figure is of an earlier revision: the solver is at work.</dd>
        <dt>–</dt>
        <dd>Not available. The reason stands in the hint.</dd>
        <dt className="mark-icons">
          <FindingIcon severity="error" />
          <FindingIcon severity="warning" />
          <FindingIcon severity="note" />
        </dt>
        <dd>Past a limit, near a limit, worth knowing. Every finding names the limit and its source.</dd>
      </dl>
    </Dialog>
  );
}
