package io.casemate.views.kit;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Icons that take size and colour from the theme.
public final class Icons {

    private Icons() {}

    public static FontIcon of(Ikon icon) {
        var node = new FontIcon(icon);
        node.getStyleClass().add("icon");
        return node;
    }

    public static FontIcon small(Ikon icon) {
        FontIcon node = of(icon);
        node.getStyleClass().add("icon-small");
        return node;
    }

    public static FontIcon large(Ikon icon) {
        FontIcon node = of(icon);
        node.getStyleClass().add("icon-large");
        return node;
    }
}
