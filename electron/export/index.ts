/** Every exporter: the platform-neutral ones, and those that need Node. */

import type { Exporter } from '../../shared/export/exporter.ts';
import { exporters as neutral } from '../../shared/export/index.ts';

export const exporters: readonly Exporter[] = [...neutral];
