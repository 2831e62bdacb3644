package io.foodflow.engine.ledger.notes;

/** The rule for names of keys. */
final class KeyName {

    private KeyName() {}

    static String checked(String name) {
        if (name.isEmpty()
                || name.indexOf('+') >= 0
                || name.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ')) {
            throw new MalformedNoteException(
                    "the name of a key must have at least one character, no space and no '+', was '" + name + "'");
        }
        return name;
    }
}
