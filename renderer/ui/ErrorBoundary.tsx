import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';

/** Holds a bug inside the panel where it happened; the rest of the window goes on. */
export class ErrorBoundary extends Component<{ name: string; children: ReactNode }, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault };
  }

  override componentDidCatch(fault: Error): void {
    console.error(`${this.props.name} stopped`, fault);
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return (
      <div className="panel-fault" role="alert">
        <strong>{this.props.name} stopped working</strong>
        <p data-selectable>{fault.message}</p>
        <p className="muted">Your design is not affected.</p>
        <Button small onClick={() => this.setState({ fault: null })}>
          Show again
        </Button>
      </div>
    );
  }
}
