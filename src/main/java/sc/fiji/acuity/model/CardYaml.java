package sc.fiji.acuity.model;

import java.util.Map;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

import sc.fiji.acuity.base.AcuityException;

/**
 * Model cards as text.
 *
 * <pre>{@code
 * String yaml = CardYaml.write(card);
 * assert card.equals(CardYaml.read(yaml, "card.yaml"));
 * }</pre>
 *
 * Where bioimage.io's model description 0.5 has a field for something, it has that name and place; the rest stands
 * under {@code config: acuity:}. Only mappings, lists and texts are read: no other types, no aliases to collections.
 */
public final class CardYaml {

    /** The most characters that are read. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final int DEEPEST = 16;
    private static final int WIDTH = 120;

    private CardYaml() {}

    /**
     * @param file what messages call the text
     * @throws AcuityException naming the field that is missing or wrong
     */
    public static Card read(final String text, final String file) {
        return CardReader.read(load(text, file));
    }

    /**
     * The same text for the same card.
     *
     * @throws AcuityException naming the field, if the card could not be read again
     */
    public static String write(final Card card) {
        final String text = text(mapping(card));
        final Card again = read(text, "the card of " + card.id());
        if (!again.equals(card)) {
            throw new IllegalArgumentException("a card that is not what it was when read again: " + card);
        }
        return text;
    }

    /** The card as nested mappings and lists, for other kinds of documents; the caller may change the outer mapping. */
    public static Map<String, Object> mapping(final Card card) {
        return CardWriter.toMap(card);
    }

    /** Nested mappings and lists as text, in the style of cards. */
    public static String text(final Map<String, Object> mapping) {
        return writer().dump(mapping);
    }

    private static Fields load(final String text, final String file) {
        if (text.length() > MAX_LENGTH) {
            throw new AcuityException(file, "has " + text.length() + " characters; " + MAX_LENGTH
                + " is the most that is read", "check that this is a model card");
        }
        final Object root;
        try {
            root = reader().load(text);
        } catch (final RuntimeException e) {
            // beside its own exceptions the parser lets those of malformed tagged scalars through
            throw new AcuityException(file, "is not a plain YAML document (" + describe(e) + ")",
                "correct the model card", e);
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw new AcuityException(file, "is not a YAML mapping", "correct the model card");
        }
        return new Fields(file, "", map);
    }

    /** On one line; the parser's own message quotes the text in several. */
    private static String describe(final RuntimeException e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblem() + " in line " + (marked.getProblemMark().getLine() + 1);
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Yaml reader() {
        final LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_LENGTH);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowDuplicateKeys(false);
        limits.setAllowRecursiveKeys(false);
        final DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits, new Texts());
    }

    private static Yaml writer() {
        final DumperOptions style = new DumperOptions();
        style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        style.setLineBreak(DumperOptions.LineBreak.UNIX);
        style.setAllowUnicode(true);
        style.setWidth(WIDTH);
        return new Yaml(style);
    }

    /** Leaves scalars as they are written, but for an explicit null. */
    private static final class Texts extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
        }
    }
}
