package io.casemate.views.kit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of the console in one language. Every key must exist; a missing one is a defect.
/// Placeholders are those of [MessageFormat].
public final class Texts {
    private static final String BUNDLE = "io.casemate.assets.i18n.console";

    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    public static Texts in(Locale language) {
        return new Texts(ResourceBundle.getBundle(BUNDLE, language));
    }

    /// {@return the text of `key` with `arguments` put in}
    ///
    /// @throws java.util.MissingResourceException when the key does not exist
    public String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments);
    }
}
