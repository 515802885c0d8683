/**
 * What a page loads that an organisation hosts for its administrators: one module, which registers `<im-admin-console>`.
 *
 * ```html
 * <script type="module" src="/im-admin/im-admin-console.js"></script>
 * <im-admin-console domain="example.com"></im-admin-console>
 * ```
 *
 * Only wires.
 */
import { registerConsole } from './register.js';

registerConsole();
