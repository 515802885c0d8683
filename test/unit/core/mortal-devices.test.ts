/** Devices of one person whose workers die. */
import { mortalDevices } from '../../fuzz/step.js';
import { testAll } from '../../fuzz/property.js';

testAll(mortalDevices);
