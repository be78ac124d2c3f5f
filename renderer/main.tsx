import '@fontsource-variable/inter';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setConsoleFunction } from 'three';
import { App } from './App.tsx';
import { analysisClient } from './analysis/store.ts';
import { session } from './session.ts';
import { startUp } from './startup.ts';
import { watchInput } from './theme/input-kind.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './ui/controls.css';
import './ui/fields.css';
import './ui/table.css';
import './ui/figure.css';
import { viewState } from './view-state.ts';

// Tests in a browser compare documents and wait for states that no pixel shows. The hook holds what any
// script of this page could reach anyway, and exists only when it is asked for.
if (import.meta.env.MODE === 'test' || new URLSearchParams(location.search).has('test')) {
  Object.assign(window, { __headroom: { session, viewState } });
}

// The canvas library still makes the clock that three.js has replaced; nobody here can act on that notice.
setConsoleFunction((level, message, ...details) => {
  if (!/Clock: .*deprecated/.test(message)) console[level](message, ...details);
});

analysisClient.prepare();
watchInput();
document.documentElement.dataset.theme = viewState.getState().theme;
const root = document.getElementById('root');
void startUp(() => {
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  // After this no design and no question comes by itself.
}).then(() => performance.mark('headroom:started'));
