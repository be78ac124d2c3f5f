import { useEffect } from 'react';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { Palette } from './dialogs/Palette.tsx';
import { Editor } from './panels/Editor.tsx';
import { TopBar } from './panels/TopBar.tsx';
import { StartScreen } from './start/StartScreen.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { TooltipProvider } from './ui/Tooltip.tsx';
import { useView } from './view-state.ts';

export function App() {
  const screen = useView((state) => state.screen);
  const theme = useView((state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <TooltipProvider delayDuration={450} skipDelayDuration={200}>
      <div className="app">
        <ErrorBoundary name="The top bar">
          <TopBar />
        </ErrorBoundary>
        <ErrorBoundary name={screen === 'start' ? 'The start screen' : 'The editor'}>
          {screen === 'start' ? <StartScreen /> : <Editor />}
        </ErrorBoundary>
        <ErrorBoundary name="The dialog">
          <Dialogs />
          <Palette />
        </ErrorBoundary>
      </div>
    </TooltipProvider>
  );
}
