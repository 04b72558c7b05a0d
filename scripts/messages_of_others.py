# noqa: INP001  # read by scripts/messages.py
"""Sentences of Django and of its sign-in that our pages show; they are translated in our catalogues, with our words."""

from typing import Final

_PASSWORDLESS: Final = (
    "Enabling passwordless operation allows you to sign in using just this key, but imposes additional "
    "requirements such as biometrics or PIN protection."
)

MESSAGES: Final[tuple[tuple[str, ...], ...]] = (
    ("Username",),
    ("Password",),
    ("Current Password",),
    ("New Password",),
    ("New Password (again)",),
    ("Code",),
    ("Authenticator code",),
    ("Passwordless",),
    ("Name",),
    ("Master key",),
    ("Backup key",),
    ("Key nr. {number}",),
    (_PASSWORDLESS,),
    ("You must type the same password each time.",),
    ("This account is currently inactive.",),
    ("Please type your current password.",),
    ("Incorrect code.",),
    ("Incorrect password.",),
    ("Invalid or expired key.",),
    ("Invalid login.",),
    ("Too many failed login attempts. Try again later.",),
    ("The username and/or password you specified are not correct.",),
    ("Be patient, you are sending too many requests.",),
    ("You cannot deactivate two-factor authentication.",),
    ("You cannot generate recovery codes without having two-factor authentication enabled.",),
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ("The password is too similar to the %(verbose_name)s.",),
    ("This password is too common.",),
    ("This password is entirely numeric.",),
    ("username",),
    ("This field is required.",),
    ("Enter a whole number.",),
    ("Enter a number.",),
    ("Enter a valid date.",),
    ("Enter a valid email address.",),
    ("Enter a valid URL.",),
    ("No file was submitted.",),
    ("The submitted file is empty.",),
    ("Select a valid choice. %(value)s is not one of the available choices.",),
    ("Select a valid choice. That choice is not one of the available choices.",),
    ("Ensure this value is less than or equal to %(limit_value)s.",),
    ("Ensure this value is greater than or equal to %(limit_value)s.",),
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ("Null characters are not allowed.",),
)
