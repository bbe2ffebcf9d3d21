package entrepot.vm.qmp;

import tools.jackson.databind.JsonNode;

/** What QEMU says unasked, by QEMU's name of it. */
public record QmpEvent(String name, JsonNode data) {}
