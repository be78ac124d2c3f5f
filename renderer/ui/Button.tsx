import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';

type Native = ButtonHTMLAttributes<HTMLButtonElement>;

/** `why` is the reason a disabled button cannot be pressed; it is shown on hover and read out. */
export interface ButtonProps extends Native {
  readonly primary?: boolean;
  readonly small?: boolean;
  readonly why?: string | undefined;
  readonly children: ReactNode;
}

export function Button({ primary, small, why, className, children, onClick, ...rest }: ButtonProps) {
  const classes = ['button', primary && 'primary', small && 'small', className].filter(Boolean).join(' ');
  const button = (
    // A disabled control that can still be focused can still say why.
    <button type="button" className={classes} {...rest} {...(why ? { 'aria-disabled': true } : { onClick })}>
      {children}
    </button>
  );
  return why ? <Tooltip text={why}>{button}</Tooltip> : button;
}

export interface IconButtonProps extends Omit<Native, 'children'> {
  /** Name on hover and for screen readers. */
  readonly label: string;
  readonly keys?: string | undefined;
  readonly icon: ReactNode;
  readonly why?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

export function IconButton({ label, keys, icon, why, side, className, onClick, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={why ? `${label}: ${why}` : label} keys={keys} side={side ?? 'bottom'}>
      <button
        type="button"
        className={`icon-button ${className ?? ''}`}
        aria-label={label}
        {...rest}
        {...(why ? { 'aria-disabled': true } : { onClick })}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
